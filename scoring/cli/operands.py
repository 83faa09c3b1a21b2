"""Paths and ids that begin with a hyphen, told apart from options."""

import os

from typer import BadParameter, Context
from typer.core import TyperCommand


class Operands(TyperCommand):
    """A command that takes an argument for a path, not for an option, where there is a file of that very name.

    A mistyped option is refused all the same: no file is called like it. So is an empty argument, which would be the
    current folder.
    """

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse the arguments, with `-folder` written as `./-folder`. Raises BadParameter if one is empty."""
        if "" in args:
            raise BadParameter("an argument is empty; perhaps it is a variable of the shell that is not set")
        known = {name for parameter in self.params for name in (*parameter.opts, *parameter.secondary_opts)}
        plain: list[str] = []
        for argument in args:
            is_option = argument.partition("=")[0] in known or "--" in plain
            is_path = argument.startswith("-") and not is_option and os.path.lexists(argument)
            plain.append(os.path.join(os.curdir, argument) if is_path and argument != "--" else argument)  # noqa: PTH118 - pathlib would take the ./ off
        return super().parse_args(ctx, plain)
