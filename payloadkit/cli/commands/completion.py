"""``payloadkit completion``: the script with which a shell completes commands and kinds."""

from __future__ import annotations

import click

VARIABLE = "_PAYLOADKIT_COMPLETE"


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script with which a shell completes commands, options and kinds.

    For bash, write `eval "$(payloadkit completion bash)"` into ~/.bashrc; for zsh, the same with
    zsh into ~/.zshrc; for fish, `payloadkit completion fish | source` into its config.fish.
    """
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    scripts = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    root = context.find_root().command
    click.echo(scripts[shell](root, {}, "payloadkit", VARIABLE).source())
