import {
    badgeSelectionField,
    BadgeSelectionField,
} from "@web/views/fields/badge_selection/badge_selection_field";
import { registry } from "@web/core/registry";

/**
 * Choices of a selection as buttons that Tab reaches and Enter presses.
 *
 * `options="{'labels': 'field'}"` names a Json field `{key: label}` of the record: only these keys
 * are shown, with these labels ("Friday 27.11").
 */
export class DebtChoiceField extends BadgeSelectionField {
    static template = "debt_collection.Choice";
    static props = {
        ...BadgeSelectionField.props,
        labels: { type: String, optional: true },
    };

    get choices() {
        const labels = this.props.labels && this.props.record.data[this.props.labels];
        if (!labels) {
            return this.options;
        }
        return this.options
            .filter(([key]) => key in labels)
            .map(([key, label]) => [key, labels[key] || label]);
    }

    get label() {
        return this.props.record.fields[this.props.name].string;
    }
}

registry.category("fields").add("debt_choice", {
    ...badgeSelectionField,
    component: DebtChoiceField,
    supportedTypes: ["selection"],
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...badgeSelectionField.extractProps(fieldInfo, dynamicInfo),
        labels: fieldInfo.options.labels,
    }),
});
