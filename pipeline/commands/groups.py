"""A group of subcommands in which one may be left out: what names none is taken for that one's arguments."""

from __future__ import annotations

from typing import Any, ClassVar

from typer.core import TyperGroup

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
        if not named and (args or self.bare):
            args = [self.default, *args]
        return super().parse_args(ctx, args)
