import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The head looks at tonight, opens a line, and runs it. */
tours.add("debt_collection_preview_and_run", {
    steps: () => [
        { content: "tiles count the results", trigger: ".o_debt_counters button:contains('1')" },
        { content: "lines are grouped by result", trigger: ".o_group_header", run: "click" },
        { content: "each says why", trigger: ".o_data_row td[name='why']:not(:empty)" },
        { content: "run it now", trigger: "button[name='action_run_now']", run: "click" },
        { content: "counts, then go", trigger: ".modal footer button[name='action_go']", run: "click" },
        { content: "the dialog closes", trigger: "body:not(:has(.modal))" },
    ],
});

/** A collector opens a case: what is owed, what comes next. */
tours.add("debt_collection_case", {
    steps: () => [
        {
            content: "open the case",
            trigger: ".o_data_row:contains('WOLT') td[name='partner_id']",
            run: "click",
        },
        { content: "it says what comes next", trigger: ".o_field_widget[name='next_text']:not(:empty)" },
        { content: "and what was done", trigger: ".o_field_widget[name='action_ids'] .o_data_row" },
        { content: "its items", trigger: ".nav-link[name='items']", run: "click" },
        {
            content: "with their amounts",
            trigger: ".o_field_widget[name='open_item_ids'] .o_data_row td[name='amount_residual']",
        },
        { content: "log a call", trigger: "button[name='action_new_contact']", run: "click" },
        { content: "in a dialog", trigger: ".modal .o_form_view" },
        { content: "not now", trigger: ".modal .btn-close", run: "click" },
        { content: "back on the case", trigger: "body:not(:has(.modal)) .o_debt_case_form" },
    ],
});

/** The collector releases the demands that have no remarks. */
tours.add("debt_collection_approve", {
    steps: () => [
        { content: "the letter waits", trigger: ".o_data_row:contains('WOLT'), .o_group_header" },
        { content: "approve", trigger: "button[name='action_approve_all']", run: "click" },
        { content: "the dialog counts", trigger: ".modal .o_form_view" },
        { content: "confirm", trigger: ".modal footer .btn-primary", run: "click" },
        { content: "the dialog closes", trigger: "body:not(:has(.modal))" },
    ],
});

/** A salesperson sees the hold and can't confirm. */
tours.add("debt_collection_blocked_quotation", {
    steps: () => [
        { content: "the banner is there", trigger: ".o_field_actionable_errors .alert" },
        { content: "try to confirm", trigger: "button[name='action_confirm']:visible", run: "click" },
        { content: "it is refused", trigger: ".modal .o_error_dialog, .o_error_dialog, .modal-body" },
        { content: "understood", trigger: ".modal footer button, .modal .btn-close", run: "click" },
        { content: "still a quotation", trigger: ".o_statusbar_status button[data-value='draft'].o_arrow_button_current" },
    ],
});
