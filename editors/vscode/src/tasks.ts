// Tasks that check and build the roadmaps of the workspace.

import * as vscode from "vscode";

interface Definition extends vscode.TaskDefinition {
  command: "check" | "build";
  file: string;
}

export class Tasks implements vscode.TaskProvider {
  constructor(private readonly program: () => string) {}

  async provideTasks(): Promise<vscode.Task[]> {
    const files = await vscode.workspace.findFiles("**/*.roadmap", "**/{node_modules,target}/**", 50);
    return files.flatMap((uri) => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder === undefined) return [];
      const file = vscode.workspace.asRelativePath(uri, false);
      return (["check", "build"] as const).map((command) => this.task({ type: "milepost", command, file }, folder));
    });
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const { command, file } = task.definition as Definition;
    const isWhole = typeof file === "string" && ["check", "build"].includes(command);
    return isWhole ? this.task(task.definition as Definition, task.scope ?? vscode.TaskScope.Workspace) : undefined;
  }

  private task(definition: Definition, scope: vscode.WorkspaceFolder | vscode.TaskScope): vscode.Task {
    const { command, file } = definition;
    const words = [command, "--diagnostics", "short", file];
    const task = new vscode.Task(
      definition,
      scope,
      `${command} ${file}`,
      "milepost",
      new vscode.ProcessExecution(this.program(), words),
      "$milepost",
    );
    task.group = vscode.TaskGroup.Build;
    return task;
  }
}
