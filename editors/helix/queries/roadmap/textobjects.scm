(declaration
  body: (block)? @class.inside) @class.around

(attribute) @parameter.inside

(comment) @comment.inside

(comment)+ @comment.around
