from . import res_company
from . import res_config_settings
from . import debt_sale_release
from . import stock_picking
from . import stock_picking_screen
