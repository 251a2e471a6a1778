import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";
import { formView } from "@web/views/form/form_view";
import { FormController } from "@web/views/form/form_controller";

/** Form of a case: "save and next case" of a dialog goes on in the order of the worklist. */
export class DebtCaseFormController extends FormController {
    setup() {
        super.setup();
        useBus(this.env.bus, "DEBT:NEXT-CASE", () => this.nextCase());
    }

    async nextCase() {
        const { resIds, resId } = this.model.root;
        const at = resIds.indexOf(resId);
        if (at < 0 || at + 1 >= resIds.length) {
            await this.model.load();
            return;
        }
        await this.onPagerUpdate({ offset: at + 1, resIds });
    }
}

registry.category("views").add("debt_case_form", {
    ...formView,
    Controller: DebtCaseFormController,
});

/**
 * Client action that a dialog's button returns: it closes the dialog and shows the next case.
 * `params.message` is shown as a notification. From a list it reloads the list.
 */
async function debtNextCase(env, action) {
    const { message } = action.params || {};
    if (message) {
        env.services.notification.add(message, { type: "success" });
    }
    await env.services.action.doAction({ type: "ir.actions.act_window_close" });
    env.bus.trigger("DEBT:NEXT-CASE");
}

registry.category("actions").add("debt_next_case", debtNextCase);
