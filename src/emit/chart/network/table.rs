//! Tables by number, asked without a doubt whether there is such a row.

/// What stands in this row.
pub(super) fn at<T: Copy + Default>(table: &[T], row: usize) -> T {
    table.get(row).copied().unwrap_or_default()
}

/// The list in this row.
pub(super) fn list(table: &[Vec<usize>], row: usize) -> &[usize] {
    table.get(row).map_or(&[], Vec::as_slice)
}

/// Writes a row.
pub(super) fn put<T>(table: &mut [T], row: usize, value: T) {
    if let Some(old) = table.get_mut(row) {
        *old = value;
    }
}

/// Adds to the list of a row.
pub(super) fn add(table: &mut [Vec<usize>], row: usize, value: usize) {
    if let Some(list) = table.get_mut(row) {
        list.push(value);
    }
}
