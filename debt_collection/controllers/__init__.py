from . import portal, talk
from . import call
