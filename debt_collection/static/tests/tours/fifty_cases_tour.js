import { registry } from "@web/core/registry";

/**
 * A collector's morning: fifty cases from the worklist, every outcome, clicks counted.
 *
 * The customers are called "Klient 00" to "Klient 49"; what comes of each is his number modulo the
 * outcomes. The result is written to the console and checked at the end.
 */
const CASES = 50;
const choose = (value) => ({
    content: `choose ${value}`,
    trigger: `.modal .o_debt_choice[data-value='${value}']`,
    run: "click",
});
const save = { content: "save", trigger: ".modal footer button[name='action_save']", run: "click" };
const outcomes = {
    promise: { limit: 3, steps: [choose("friday"), save] },
    no_answer: { limit: 3, steps: [choose("no_answer"), save] },
    call_back: { limit: 3, steps: [choose("call_back"), save] },
    paid: { limit: 3, steps: [choose("paid"), save] },
    dispute: { limit: 3, steps: [choose("quality"), save] },
};
const names = Object.keys(outcomes);
const clicks = {};
let current = null;

function count() {
    clicks[current].push((clicks[current].pop() || 0) + 1);
}

function caseSteps(index) {
    const outcome = names[index % names.length];
    const customer = `Klient ${String(index).padStart(2, "0")}`;
    return [
        {
            content: `${customer} ends with ${outcome}`,
            trigger: `body:not(:has(.modal)) .o_data_row:contains('${customer}')`,
            run: () => {
                current = outcome;
                (clicks[current] = clicks[current] || []).push(0);
            },
        },
        {
            content: `the phone of ${customer}`,
            trigger: `.o_data_row:contains('${customer}') button[name='action_log_contact']`,
            run: "click",
        },
        { content: "his dialog", trigger: `.modal .modal-title:contains('${customer}')` },
        ...outcomes[outcome].steps,
        { content: "written down", trigger: "body:not(:has(.modal)) .o_notification" },
    ];
}

registry.category("web_tour.tours").add("debt_collection_fifty_cases", {
    steps: () => [
        {
            content: "the worklist is there",
            trigger: ".o_data_row:contains('Klient 00')",
            run: () => document.addEventListener("click", count, true),
        },
        ...[...Array(CASES).keys()].flatMap(caseSteps),
        {
            content: "as few clicks as promised",
            trigger: "body",
            run: () => {
                document.removeEventListener("click", count, true);
                for (const name of names) {
                    const most = Math.max(...clicks[name]);
                    console.log(`debt desk: ${clicks[name].length} times ${name}, clicks: ${most}`);
                    if (most > outcomes[name].limit) {
                        throw new Error(`${name} took ${most} clicks`);
                    }
                }
            },
        },
    ],
});
