// The page that the preview is shown in.

/** Everything on it comes from the extension: nothing is fetched, and only the one script runs. */
export function page(source: string, script: string, style: string, nonce: string): string {
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${source} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <link rel="stylesheet" href="${style}">
  <title>Roadmap</title>
</head>
<body>
  <div id="chart" tabindex="0"></div>
  <div id="message" role="status"></div>
  <div id="zoom" role="toolbar" aria-label="Size">
    <button id="smaller" title="Smaller (-)">−</button>
    <button id="fit" title="Fit to the width (0)">fit</button>
    <button id="larger" title="Larger (+)">+</button>
  </div>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
