import type { ReactiveControllerHost } from "lit";
import type { Text } from "../i18n/index.ts";
import { type ProjectProgress, projectProgress } from "../page/project-progress.ts";

/** The project's progress, asked for once in a sitting, when it is first to be told. */
export class ProjectLines {
  private asked = false;
  private known: ProjectProgress | null = null;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** Nothing while it is not known. */
  tell(projectId: number, text: Text): string[] {
    if (!this.asked) {
      this.asked = true;
      void projectProgress(location.origin, projectId).then((known) => {
        this.known = known;
        if (known) this.host.requestUpdate();
      });
    }
    return this.known ? [text("projectCount", { count: this.known.done, of: this.known.of })] : [];
  }
}
