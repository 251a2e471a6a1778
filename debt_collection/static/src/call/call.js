import { registry } from "@web/core/registry";
import { router } from "@web/core/browser/router";

/**
 * /odoo/collection-call?number=...: who calls and, over it, the dialog for what he says; the search
 * where several customers have the number that calls, or none has.
 */
async function debtCall(env, action) {
    const number = action.params?.number || router.current.number || "";
    const [screen, dialog] = await env.services.orm.call("debt.case", "action_call", [
        String(number),
    ]);
    if (!dialog) {
        return screen;
    }
    await env.services.action.doAction(screen, { clearBreadcrumbs: true });
    return dialog;
}

registry.category("actions").add("debt_call", debtCall);
