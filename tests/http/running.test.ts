// Each file says one thing; they share one program. The second one's last test waits, so it comes last.
import "./running/demo.ts";
import "./running/program.ts";
