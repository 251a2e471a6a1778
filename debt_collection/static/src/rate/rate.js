import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatPercentage } from "@web/views/fields/formatters";
import { percentageField } from "@web/views/fields/percentage/percentage_field";

/**
 * A share in per cent; where nothing can be told from so few cases, the list says so.
 * The server sends no value then.
 */
function formatRate(value, options = {}) {
    return typeof value === "number" ? formatPercentage(value, { ...options, digits: [16, 0] }) : _t("too few");
}

registry.category("formatters").add("debt_rate", formatRate);
registry.category("fields").add("debt_rate", percentageField);
