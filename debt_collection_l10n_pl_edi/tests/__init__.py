from . import test_ksef
