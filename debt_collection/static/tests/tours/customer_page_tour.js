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
