"""Who may do what: users, their sessions, tokens, and who a request is from."""

from ui.access.callers import LOCAL, Access, Caller
from ui.access.tokens import Token, TokenScope
from ui.access.users import Role, User

__all__ = ["LOCAL", "Access", "Caller", "Role", "Token", "TokenScope", "User"]
