// Each file says one thing; they share one program.
import "./writes/bodies.ts";
import "./writes/if-match.ts";
import "./writes/life.ts";
import "./writes/stored.ts";
