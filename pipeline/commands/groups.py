"""A group of subcommands in which one may be left out: what names none is taken for that one's arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from typer.core import TyperGroup

from pipeline.errors import UsageError

_NEAR = 0.75  # of the letters, from which a word counts as a slip (difflib's ratio)
HELP = ("--help", "-h")


class DefaultGroup(TyperGroup):
    """`default` is the command that may be left out; `own_options` are the group's own. `bare`: even without arguments.

    The contexts are click's or, in newer releases of typer, its own copy's: hence Any.
    """

    default: ClassVar[str]
    own_options: ClassVar[tuple[str, ...]] = HELP
    bare: ClassVar[bool] = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args[:1] and args[0] in (*self.list_commands(ctx), *self.own_options)
        if not named and args:
            self._check_for_slip(ctx, args[0])
        if not named and (args or self.bare):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def _check_for_slip(self, ctx: Any, word: str) -> None:
        """Raises UsageError for a word that is nearly a subcommand and nothing else: it would be taken for a source."""
        from difflib import get_close_matches

        if not word.isalpha() or Path(word).exists():
            return
        for near in get_close_matches(word, self.list_commands(ctx), 1, _NEAR):
            raise UsageError(
                f'There is no command "{word}", nor a file or folder of that name. Did you mean: {ctx.command_path} {near}'
            )
