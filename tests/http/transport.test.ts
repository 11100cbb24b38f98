// Each file says one thing; they share one program.
import "./transport/connections.ts";
import "./transport/paths.ts";
