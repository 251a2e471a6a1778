import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** Sums the ticked documents of one currency and shows the sum on the button that pays them. */
export class DebtAccountTicks extends Interaction {
    static selector = ".o_debt_balance";
    dynamicContent = {
        "input[name='line']": { "t-on-change": this.update },
    };

    start() {
        this.update();
    }

    update() {
        const ticked = [...this.el.querySelectorAll("input[name='line']:checked")];
        const payable = ticked.filter((box) => box.dataset.payable);
        const cents = payable.reduce((sum, box) => sum + Math.round(box.dataset.amount * 100), 0);
        const format = new Intl.NumberFormat(this.el.dataset.lang, {
            style: "currency",
            currency: this.el.dataset.currency,
            // Polish leaves four digits together otherwise
            useGrouping: "always",
        });
        for (const sum of this.el.querySelectorAll(".o_debt_sum")) {
            sum.textContent = payable.length ? format.format(cents / 100) : "";
        }
        for (const button of this.el.querySelectorAll("button[data-needs='payable']")) {
            button.disabled = !payable.length;
        }
    }
}

registry.category("public.interactions").add("debt_collection.account_ticks", DebtAccountTicks);
