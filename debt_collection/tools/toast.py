"""What a button answers: a short message on the screen."""

CLOSE = {"type": "ir.actions.act_window_close"}
RELOAD = {"type": "ir.actions.client", "tag": "soft_reload"}


def toast(message, after=None, kind="success", **params):
    """Return the client action that shows `message`.

    :param after: the action that follows: CLOSE the dialog (and read the form under it again),
        RELOAD the screen, or any other
    :param kind: success, warning, danger
    :param params: sticky, title
    """
    params |= {"type": kind, "message": message}
    if after:
        params["next"] = after
    return {"type": "ir.actions.client", "tag": "display_notification", "params": params}
