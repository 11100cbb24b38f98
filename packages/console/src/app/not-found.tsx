import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { EmptyState } from "../shared/ui/empty-state.tsx";
import { shell } from "../texts/shell.ts";

/** Stands where an address leads nowhere. */
export function NotFound() {
  return (
    <EmptyState
      icon={<Compass size={20} />}
      title={shell.notFound.title}
      actions={<Link to="/">{shell.notFound.home}</Link>}
    >
      {shell.notFound.text}
    </EmptyState>
  );
}
