from . import portal, talk
from . import call
from . import portal
