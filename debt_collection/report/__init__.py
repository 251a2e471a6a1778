from . import letter_stamp
