"""What a button answers: a file."""


def download(attachment):
    """Return the action that downloads an `ir.attachment` of the database."""
    return {
        "type": "ir.actions.act_url",
        "url": f"/web/content/{attachment.id}?download=true",
        "target": "download",
    }


def download_own(record):
    """Return the action that downloads the field `file` of a record by its `file_name`."""
    return {
        "type": "ir.actions.act_url",
        "url": f"/web/content/{record._name}/{record.id}/file/{record.file_name}?download=true",
        "target": "download",
    }
