from . import debt_release_wizard
