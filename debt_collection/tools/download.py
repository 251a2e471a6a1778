"""What a button answers: a file."""


def download(attachment):
    """Return the action that downloads an `ir.attachment` of the database."""
    return {
        "type": "ir.actions.act_url",
        "url": f"/web/content/{attachment.id}?download=true",
        "target": "download",
    }
