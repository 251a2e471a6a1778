import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";
import { FormController } from "@web/views/form/form_controller";
import { onWillUnmount } from "@odoo/owl";

const EVERY_MS = 3000;

/** Form of a run: shows the progress while the run is under way. */
export class DebtRunFormController extends FormController {
    setup() {
        super.setup();
        const timer = setInterval(() => this.follow(), EVERY_MS);
        onWillUnmount(() => clearInterval(timer));
    }

    async follow() {
        const run = this.model.root;
        if (run?.resId && run.data.state === "running" && !(await run.isDirty())) {
            await run.load();
        }
    }
}

registry.category("views").add("debt_run_form", {
    ...formView,
    Controller: DebtRunFormController,
});
