// Each file says one thing; they share one program.
import "./list/pages.ts";
import "./list/parameters.ts";
