"""The one kind of error a person sees."""


class Trouble(Exception):
    """What went wrong and what to do about it, in one clear sentence.

    Raised for a person's mistake or the world's (a missing folder, a bad key, a file that cannot be read);
    the edges of the program print it as it is, without a traceback. Never carries a secret.
    """

    status = 1
    """The exit status of a command that it ends."""
