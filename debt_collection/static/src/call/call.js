import { registry } from "@web/core/registry";
import { router } from "@web/core/browser/router";

/** /odoo/collection-call?number=...: several customers have the number that calls, or none has. */
async function debtCall(env, action) {
    const number = action.params?.number || router.current.number || "";
    return env.services.orm.call("debt.case", "action_call", [String(number)]);
}

registry.category("actions").add("debt_call", debtCall);
