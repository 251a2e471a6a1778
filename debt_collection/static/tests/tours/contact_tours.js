import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
let clicks = 0;
const count = () => (clicks += 1);

/** From the worklist to a logged promise: three clicks, counted. */
tours.add("debt_collection_log_promise", {
    steps: () => [
        {
            content: "count the clicks from here on",
            trigger: ".o_data_row:contains('WOLT')",
            run: () => document.addEventListener("click", count, true),
        },
        {
            content: "1: the phone of the row",
            trigger: ".o_data_row:contains('WOLT') button[name='action_log_contact']",
            run: "click",
        },
        { content: "it says what he owes", trigger: ".modal .o_field_widget[name='owed']:contains('1')" },
        {
            content: "the number can be called",
            trigger: ".modal .o_field_widget[name='call_url'] a[href='tel:+48225550102']",
        },
        { content: "2: Friday", trigger: ".modal .o_debt_choice[data-value='friday']", run: "click" },
        {
            content: "the choice is pressed, for everybody",
            trigger: ".modal .o_debt_choice[data-value='friday'][aria-pressed='true']",
        },
        { content: "it says what follows", trigger: ".modal .o_field_widget[name='hint']:contains('06.03')" },
        { content: "3: save", trigger: ".modal footer button[name='action_save']", run: "click" },
        {
            content: "done in three clicks",
            trigger: "body:not(:has(.modal)) .o_notification:contains('06.03')",
            run: () => {
                document.removeEventListener("click", count, true);
                if (clicks !== 3) {
                    throw new Error(`A promise took ${clicks} clicks`);
                }
            },
        },
    ],
});

/** Another result takes the day away again; no answer from the case's form. */
tours.add("debt_collection_log_no_answer", {
    steps: () => [
        {
            content: "open the case",
            trigger: ".o_data_row:contains('WOLT') td[name='partner_id']",
            run: "click",
        },
        {
            content: "log contact",
            trigger: ".o_form_view button[name='action_log_contact']",
            run: "click",
        },
        { content: "first thought", trigger: ".modal .o_debt_choice[data-value='week']", run: "click" },
        {
            content: "pressed",
            trigger: ".modal .o_debt_choice[data-value='week'][aria-pressed='true']",
        },
        {
            content: "no, nobody answered",
            trigger: ".modal .o_debt_choice[data-value='no_answer']",
            run: "click",
        },
        {
            content: "one of them only",
            trigger:
                ".modal:has(.o_debt_choice[data-value='no_answer'][aria-pressed='true']) .o_debt_choice[data-value='week'][aria-pressed='false']",
        },
        {
            content: "and on to the next case",
            trigger: ".modal footer button[name='action_save_next']",
            run: "click",
        },
        { content: "the dialog is closed", trigger: "body:not(:has(.modal)) .o_debt_case_form" },
    ],
});

/** Who calls is there when the collector picks up: his case and, over it, the dialog. */
tours.add("debt_collection_incoming_call", {
    steps: () => [
        { content: "who it is", trigger: ".modal .modal-title:contains('WOLT')" },
        {
            content: "the number he calls from",
            trigger: ".modal .o_field_widget[name='number'] input:value(+48225550102)",
        },
        {
            content: "he called us",
            trigger: ".modal .o_field_widget[name='is_incoming'] input:checked",
        },
        { content: "later", trigger: ".modal .btn-close", run: "click" },
        { content: "his case", trigger: "body:not(:has(.modal)) .o_debt_case_form:contains('WOLT')" },
    ],
});
