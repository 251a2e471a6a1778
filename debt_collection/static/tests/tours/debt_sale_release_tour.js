import { registry } from "@web/core/registry";

/** An order is released once a part of the arrears is paid; the banner says how much. */
registry.category("web_tour.tours").add("debt_collection_release_paid_first", {
    steps: () => [
        { content: "release", trigger: "button[name='action_debt_release']", run: "click" },
        {
            content: "once a part is paid",
            trigger: ".modal .o_field_widget[name='is_paid_first'] input",
            run: "click",
        },
        { content: "half of 1,200", trigger: ".modal .o_field_widget[name='to_pay']:contains('600')" },
        { content: "release", trigger: ".modal button[name='action_release']", run: "click" },
        { content: "the dialog closes", trigger: "body:not(:has(.modal))" },
        {
            content: "the banner names the condition",
            trigger: ".o_field_actionable_errors .alert:contains('600')",
        },
    ],
});
