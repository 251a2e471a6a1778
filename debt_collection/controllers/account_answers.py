from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.http import request, route

from ..tools import upload
from .account import DebtAccount
from .visit import FORM_FILES, account_route, find_visit

BOTH = ("GET", "POST")
NOTE_LIMIT = 4000
USUAL_DAYS = 7  # the day of payment that is proposed


class DebtAccountAnswers(DebtAccount):
    """What the customer tells us: a page with one question each, the answer on the account."""

    @account_route("/paid", BOTH)
    def debt_paid(self, visit, **post):
        """“I have paid”."""
        return self._debt_answer(
            visit,
            "paid",
            lambda debtor, files: debtor._answer_paid(
                visit.partner, self._debt_lines(), _day(post), files
            ),
        )

    @account_route("/promise", BOTH)
    def debt_promise(self, visit, **post):
        """“I will pay on ...”."""
        last = visit.debtor._promise_last_day(visit.day)
        return self._debt_answer(
            visit,
            "promise",
            lambda debtor, _files: debtor._answer_promise(
                visit.partner, self._debt_lines(), _day(post)
            ),
            last_day=last,
            usual_day=min(last, visit.day + timedelta(days=USUAL_DAYS)),
            needs_consent=visit.debtor._promise_needs_consent(),
            today=visit.day,
        )

    @account_route("/dispute", BOTH)
    def debt_dispute(self, visit, **post):
        """“I don't agree”."""
        reasons = request.env["debt.dispute"]._fields["reason"]._description_selection(request.env)
        return self._debt_answer(
            visit,
            "dispute",
            lambda debtor, files: debtor._answer_dispute(
                visit.partner,
                self._debt_lines(),
                post.get("reason"),
                (post.get("note") or "")[:NOTE_LIMIT],
                files,
            ),
            reasons=reasons,
        )

    @account_route("/instalments", BOTH)
    def debt_instalments(self, visit, **post):
        """“I propose instalments”."""
        count = post.get("count") or ""
        return self._debt_answer(
            visit,
            "instalments",
            lambda debtor, _files: debtor._answer_plan(
                visit.partner,
                self._debt_lines(),
                int(count) if count.isdecimal() else 0,
                (post.get("note") or "")[:NOTE_LIMIT],
            ),
            event="plan",
            choices=self._debt_choices(visit),
        )

    def _debt_choices(self, visit):
        """{number: [(day, amount)]} of instalments that may be proposed for what was chosen."""
        debtor, day = visit.debtor, visit.day
        try:
            items = debtor._answer_items(self._debt_lines(), day)
        except UserError:
            return {}
        if not debtor._may_propose_plan(items, day):
            return {}
        paper, currency = debtor._account_paper(day), items.currency_id
        return {
            count: [
                (paper._day_text(part.date), paper._amount_text(part.amount, currency))
                for part in parts
            ]
            for count, parts in debtor._plan_choices(items, day).items()
        }

    @account_route("/confirm/<int:confirmation_id>", BOTH)
    def debt_confirm(self, visit, confirmation_id, **post):
        """“The balance is (not) right”."""
        found = visit.debtor._account_confirmations()
        one = found.filtered(lambda each: each.id == confirmation_id)
        if not one and visit.debtor._account_has_confirmed(confirmation_id):
            return request.redirect(visit.base)  # a second click
        if not one:
            return request.render("debt_collection.account_closed", status=404)
        return self._debt_answer(
            visit,
            "confirm",
            lambda debtor, files: debtor._answer_balance(visit.partner, one, post, files),
            confirmation=one,
        )

    @account_route("/agreement/<int:plan_id>")
    def debt_agreement(self, visit, plan_id, **_params):
        """Show an agreement, to be signed where it is offered."""
        plan = visit.debtor._account_plans().filtered(lambda one: one.id == plan_id)
        if not plan:
            return request.render("debt_collection.account_closed", status=404)
        values = self._debt_values(visit) | {
            "plan": plan,
            "is_offered": plan in visit.debtor._offered_plans(),
            "visitor": visit.partner,
        }
        return request.render("debt_collection.account_agreement", values)

    @route(
        [
            "/collections/<string:token>/agreement/<int:plan_id>/accept",
            "/my/collections/<int:debtor_id>/agreement/<int:plan_id>/accept",
        ],
        type="jsonrpc",
        auth="public",
        website=True,
    )
    def debt_agreement_accept(self, plan_id, token=None, debtor_id=None, name="", signature=""):
        """Sign an agreement; called by Odoo's signature form."""
        visit = find_visit(token, debtor_id)
        if not visit or visit.debtor._account_is_busy():
            return {"error": request.env._("This link doesn't work any more.")}
        plan = visit.debtor._offered_plans().filtered(lambda one: one.id == plan_id)
        try:
            done = self._debt_take(
                visit,
                lambda debtor: debtor._answer_accept(
                    visit.partner, plan.with_env(debtor.env), name, signature
                ),
            )
        except (UserError, ValidationError) as error:
            return {"error": str(error)}
        visit.debtor._account_note(visit.link, visit.partner, "accepted", plan.name)
        request.session["debt_account_done"] = done
        return {"force_refresh": True, "redirect_url": visit.base}

    # what the pages have in common

    def _debt_answer(self, visit, kind, take, event=None, **values):
        """Ask one question; answered, `take(debtor, files)` it and go back to the account."""
        error = None
        if request.httprequest.method == "POST":
            if visit.debtor._account_is_busy():
                return request.render("debt_collection.account_busy", status=429)
            try:
                files = self._debt_files(visit)
                done = self._debt_take(visit, lambda debtor: take(debtor, files))
            except (UserError, ValidationError) as refused:
                error = str(refused)
            else:
                visit.debtor._account_note(visit.link, visit.partner, event or kind)
                request.session["debt_account_done"] = done
                return request.redirect(visit.base)
        values |= self._debt_values(visit)
        values["balances"] = visit.debtor._account_balances(values["paper"], visit.day)
        values |= {"error": error, "chosen": self._debt_lines(), "post": request.params}
        return request.render(f"debt_collection.account_{kind}", values)

    def _debt_take(self, visit, take):
        """Do `take(debtor)`; return what the visitor is told.

        What is kept is in the company's language; what is refused is tried again in the visitor's
        to be told in it.
        """
        visit.debtor._account_turn()
        home = visit.company.partner_id.lang or request.env.lang
        try:
            with request.env.cr.savepoint():
                answer = take(visit.debtor.with_context(lang=home))
        except (UserError, ValidationError):
            with request.env.cr.savepoint():
                answer = take(visit.debtor)
        return visit.debtor._answer_text(*answer)

    def _debt_lines(self):
        """Ids of the documents that were ticked."""
        data = request.httprequest
        given = data.form.getlist("line") or data.args.getlist("line")
        return [int(each) for each in given[:1000] if each.isdecimal() and len(each) < 10]

    def _debt_files(self, visit):
        """[(name, content, type)] of the files sent along; UserError for what isn't taken."""
        limit = visit.company.debt_portal_file_mb * 1024 * 1024
        files = []
        for file in request.httprequest.files.getlist("file")[:FORM_FILES]:
            if not file.filename:
                continue
            content = file.read(limit + 1)
            if fault := upload.fault(content, limit):
                raise UserError(self._debt_fault_text(fault, visit.company.debt_portal_file_mb))
            name, mimetype = upload.named(file.filename, content)
            files.append((name, content, mimetype))
        return files

    def _debt_fault_text(self, fault, limit):
        if fault == upload.TOO_BIG:
            return request.env._("A file may have at most %(limit)s MB.", limit=limit)
        if fault == upload.EMPTY:
            return request.env._("The file is empty.")
        return request.env._("Attach PDF, JPEG or PNG files.")


def _day(post):
    """The day that was chosen, or None."""
    try:
        return Date.to_date(post.get("date") or None)
    except ValueError:
        return None
