// Each file says one thing; they share one program.
import "./ql/errors.ts";
import "./ql/semantics.ts";
import "./ql/urls.ts";
