from odoo.addons.debt_collection.tests.common import TODAY
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class StrategyCommon(TransactionCase):
    """The strategies as installed, seen by a Polish company; 1 EUR = 4 PLN."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.today = TODAY
        cls.pln, cls.eur = cls.env.ref("base.PLN"), cls.env.ref("base.EUR")
        (cls.pln | cls.eur).active = True
        cls.company = cls.company_in("base.pl", cls.pln)
        cls.rate(cls.company, cls.eur, 0.25)
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids, lang="en_US")
        )
        cls.company = cls.company.with_env(cls.env)
        cls.minimums = cls.env["debt.minimum"]

    @classmethod
    def company_in(cls, country, currency):
        country = cls.env.ref(country)
        return cls.env["res.company"].create(
            {
                "name": f"Company {len(cls.env['res.company'].sudo().search([])) + 1}",
                "country_id": country.id,
                "currency_id": currency.id,
            }
        )

    @classmethod
    def rate(cls, company, currency, rate):
        """So many units of `currency` for one of the company's."""
        cls.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": company.id,
                "name": "2020-01-01",
                "company_rate": rate,
            }
        )

    def strategy(self, name):
        return self.env.ref(f"debt_collection.strategy_{name}")

    def step(self, strategy, name):
        return self.env.ref(f"debt_collection.step_{strategy}_{name}")

    def new_strategy(self, **values):
        return self.env["debt.strategy"].create(
            {"name": "Mine", "currency_id": self.pln.id, **values}
        )

    def new_step(self, strategy, name, offset, **values):
        """Append a step; `letter` (a rank) makes it send such a letter by e-mail."""
        letter = values.pop("letter", None)
        types = {"0": "reminder", "1": "monit", "2": "demand", "3": "second_demand", "4": "final"}
        if letter:
            letter_type = self.env.ref(f"debt_collection.letter_type_{types[letter]}")
            email = self.env.ref("debt_collection.channel_email")
            values["task_ids"] = [
                (0, 0, {"letter_type_id": letter_type.id, "channel_ids": [(6, 0, email.ids)]})
            ]
        return self.env["debt.step"].create(
            {
                "strategy_id": strategy.id,
                "name": name,
                "sequence": 10 * (len(strategy.step_ids) + 1),
                "offset": offset,
                **values,
            }
        )

    def user(self, group):
        return new_test_user(
            self.env,
            login=group.rpartition(".")[2],
            groups=f"base.group_user,{group}",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
