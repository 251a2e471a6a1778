import { registry } from "@web/core/registry";

/**
 * What is owed fits the screen, and a promise takes two taps.
 * @param {number} least width of the screen that is looked at, in pixels
 * @param {number} most
 */
function promiseSteps(least, most) {
    return [
        {
            content: "nothing has to be scrolled sideways",
            trigger: ".o_debt_balance .h2:contains('1,850.00')",
            run: () => {
                const { clientWidth, scrollWidth } = document.documentElement;
                if (clientWidth < least || clientWidth > most || scrollWidth > clientWidth) {
                    throw new Error(`The page is ${scrollWidth} wide on a screen of ${clientWidth}`);
                }
            },
        },
        {
            content: "what isn't due yet is left out",
            trigger: ".o_debt_balance li:contains('not due yet') input[name='line']:not(:checked)",
        },
        {
            content: "only the first one",
            trigger: ".o_debt_balance li:contains('days overdue: 20') input[name='line']:checked",
            run: "click",
        },
        {
            content: "1: I will pay on",
            trigger: ".o_debt_balance button[formaction$='/promise']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "what was ticked is ticked here",
            trigger: ".o_debt_account form:has(input[name='line']:checked):has(input[name='line']:not(:checked))",
        },
        {
            content: "2: the usual day",
            trigger: ".o_debt_account button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "what happens now", trigger: ".alert-success:contains('send no reminders until')" },
        { content: "and it stays", trigger: ".o_debt_balance .badge:contains('you pay by')" },
    ];
}

registry.category("web_tour.tours").add("debt_collection_customer_promises", {
    steps: () => promiseSteps(0, 500),
});

registry.category("web_tour.tours").add("debt_collection_customer_promises_desktop", {
    steps: () => promiseSteps(1300, 1440),
});

const PAGE = ".o_debt_balance";
const DOCUMENT = (days) => `${PAGE} li:contains('days overdue: ${days}') input[name='line']`;

/** Tick the document that is so many days late and no other; then the answer in the menu "More". */
function answerSteps(answer, days, others) {
    return [
        {
            content: "this document",
            trigger: DOCUMENT(days),
            run: ({ anchor }) => anchor.checked || anchor.click(),
        },
        ...others.map((other) => ({
            content: "not that one",
            trigger: DOCUMENT(other),
            run: ({ anchor }) => anchor.checked && anchor.click(),
        })),
        { content: "other answers", trigger: `${PAGE} .dropdown-toggle`, run: "click" },
        {
            content: answer,
            trigger: `${PAGE} .dropdown-menu.show button[formaction$='/${answer}']`,
            run: "click",
            expectUnloadPage: true,
        },
    ];
}

/** Choose a file as a person does. */
function fileStep(name) {
    return {
        content: "a file",
        trigger: ".o_debt_account input[type='file']",
        run: ({ anchor }) => {
            const files = new DataTransfer();
            files.items.add(new File(["%PDF-1.4 proof"], name, { type: "application/pdf" }));
            anchor.files = files.files;
            anchor.dispatchEvent(new Event("change", { bubbles: true }));
        },
    };
}

function sentSteps(words) {
    return [
        {
            content: "send it",
            trigger: ".o_debt_account form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        { content: "what happens now", trigger: `.alert-success${words ? `:contains('${words}')` : ""}` },
    ];
}

registry.category("web_tour.tours").add("debt_collection_customer_answers", {
    steps: () => [
        ...answerSteps("paid", 40, [20, 18]),
        fileStep("proof.pdf"),
        ...sentSteps("looking for your payment"),
        ...answerSteps("dispute", 20, [18]),
        {
            content: "the reason",
            trigger: ".o_debt_account input[name='reason'][value='price']",
            run: "click",
        },
        {
            content: "in a few words",
            trigger: ".o_debt_account textarea[name='note']",
            run: "edit The price isn't as agreed",
        },
        fileStep("order.pdf"),
        ...sentSteps(""),
        ...answerSteps("instalments", 18, []),
        {
            content: "three of them",
            trigger: ".o_debt_account input[name='count'][value='3']",
            run: "click",
        },
        ...sentSteps("answer your proposal"),
    ],
});
