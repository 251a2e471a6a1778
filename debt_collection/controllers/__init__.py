from . import portal, talk
