import { expect, test } from "@odoo/hoot";
import { press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Contact extends models.Model {
    result = fields.Selection({
        string: "Result",
        selection: [
            ["promise", "Will pay"],
            ["no_answer", "No answer"],
            ["other", "Other"],
        ],
    });
    labels = fields.Json();

    _records = [
        { id: 1, result: "promise", labels: false },
        { id: 2, result: false, labels: { other: "Friday 27.11 <b>", promise: "" } },
    ];
}

// the web client asks for them whatever is shown
defineMailModels();
defineModels([Contact]);

const mount = (resId, readonly = "") =>
    mountView({
        resModel: "contact",
        resId,
        type: "form",
        arch: `<form>
            <field name="labels" invisible="1"/>
            <field name="result" widget="debt_choice" options="{'labels': 'labels'}" ${readonly}/>
        </form>`,
    });

test("all choices are buttons; the chosen one is pressed", async () => {
    await mount(1);
    expect("button.o_debt_choice").toHaveCount(3);
    expect("[role='group']").toHaveAttribute("aria-label", "Result");
    expect("button[aria-pressed='true']").toHaveText("Will pay");
    await contains("button[data-value='no_answer']").click();
    expect("button[aria-pressed='true']").toHaveCount(1);
    expect("button[aria-pressed='true']").toHaveText("No answer");
});

test("a choice made again is taken back", async () => {
    await mount(1);
    await contains("button[data-value='promise']").click();
    expect("button[aria-pressed='true']").toHaveCount(0);
});

test("only the choices that have a label, in their own words, as text", async () => {
    await mount(2);
    expect("button.o_debt_choice").toHaveCount(2);
    expect("button[data-value='other']").toHaveText("Friday 27.11 <b>");
    expect("button[data-value='promise']").toHaveText("Will pay");
});

test("Enter presses what has the focus", async () => {
    await mount(2);
    await contains("button[data-value='other']").focus();
    await press("Enter");
    await animationFrame();
    expect("button[data-value='other']").toHaveAttribute("aria-pressed", "true");
});

test("who may only read sees the words", async () => {
    await mount(1, 'readonly="1"');
    expect("button.o_debt_choice").toHaveCount(0);
    expect(".o_field_widget[name='result']").toHaveText("Will pay");
});
