import { registry } from "@web/core/registry";
import { formatMonetary } from "@web/views/fields/formatters";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";

/**
 * Amounts of a wide table: no currency sign in each cell, nothing where there is nothing.
 *
 * Sums of groups and of the table are written by the formatter of the widget's name.
 */
export function formatBareAmount(value, options = {}) {
    return value ? formatMonetary(value, { ...options, noSymbol: true }) : "";
}

export class BareAmountField extends MonetaryField {
    get formattedValue() {
        return formatBareAmount(this.value, { currencyId: this.currencyId });
    }
}

registry.category("formatters").add("debt_bare_amount", formatBareAmount);
registry.category("fields").add("debt_bare_amount", {
    ...monetaryField,
    component: BareAmountField,
});
