"""What Odoo builds for each class of accounting tests, made once and kept in the database.

`./dev test` calls `DebtCommon.keep_scene` when the add-ons are installed. Test classes then begin
with these records instead of making them again, which takes longer than most tests. Where nothing
was kept, each class builds everything itself, as Odoo does.
"""

import json

from odoo import Command, models
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

KEY = "debt_collection.kept_scene"
# no two companies share a name, no two users a login, and not all tests begin here
FIRST, SECOND = "kept for tests", "kept for tests of two companies"
# logins without their prefix, and their groups besides those of all
USERS = {
    "collector": "debt_collection.group_collector",
    "manager": "debt_collection.group_manager",
    "approver": "debt_collection.group_approver",
}
PLAIN = (str, int, float, bool, type(None))


class KeptScene:
    """For test classes based on Odoo's BaseCommon; theirs are `_user` and `_create_company`."""

    # parts of the scene that classes ask for by name; empty: nothing was kept
    kept_users, kept_company = {}, None

    @classmethod
    def _keep(cls, build):
        """Let Odoo `build` what a class begins with, and commit it; once in a database."""
        known = dict(vars(cls))
        build()
        made = {
            name: _packed(value)
            for name, value in vars(cls).items()
            if value is not known.get(name)
        }
        users = {name: cls._user(name, groups) for name, groups in USERS.items()}
        second = cls._create_company(name=SECOND)
        cls.env.user.company_ids = [Command.set(cls.env.company.ids)]
        scene = {
            "uid": cls.env.uid,
            "context": dict(cls.env.context),
            "attributes": {name: kept for name, kept in made.items() if kept},
            "users": _packed(users),
            "company": _packed(second),
        }
        cls.env.company.name = FIRST
        for user in cls.env.user | cls.simple_accountman:
            user.sudo().login = f"kept_{user.login}"
        cls.env["ir.config_parameter"].sudo().set_param(KEY, json.dumps(scene))
        cls.env.flush_all()
        type(cls.cr).commit(cls.cr)  # of the instance it is forbidden in tests
        cls.doClassCleanups()

    @classmethod
    def _take_or_build(cls, begin, build):
        """Let a class `begin` and take the scene that was kept, or let Odoo `build` all of it."""
        scene = cls._read_scene()
        if not scene:
            build()
            return
        begin()
        cls.env = cls.env(user=scene["uid"], context=scene["context"])
        for name in scene["attributes"].keys() - vars(cls).keys():
            setattr(cls, name, _unpacked(cls.env, scene["attributes"][name]))
        cls.kept_users = _unpacked(cls.env, scene["users"])
        cls.kept_company = _unpacked(cls.env, scene["company"])
        cls.env.company.name = "company_1_data"
        if missing := cls.get_default_groups() - cls.env.user.group_ids:
            cls.env.user.sudo().group_ids |= missing

    @classmethod
    def _read_scene(cls):
        """Before there is a cursor of the tests: what Odoo builds begins with making one."""
        with Registry(get_db_name()).cursor() as cr:
            cr.execute("SELECT value FROM ir_config_parameter WHERE key = %s", [KEY])
            found = cr.fetchone()
        return found and json.loads(found[0])

    @classmethod
    def _kept_user(cls, login, groups):
        """The user of this name and rights that was kept, if the class is in his company."""
        user = cls.kept_users.get(login)
        if user and USERS[login] == groups and user.company_id == cls.env.company:
            return user.with_env(cls.env)
        return None

    @classmethod
    def _kept_second_company(cls, values):
        """The second company, if it is like the wanted one and was not taken in this test."""
        poland = cls.env.ref("base.pl").id
        is_alike = values.keys() <= {"name", "country_id"}
        if not cls.kept_company or not is_alike or values.get("country_id", poland) != poland:
            return None
        company = cls.kept_company.with_env(cls.env)
        if company.name != SECOND:
            return None
        company.name = values["name"]
        cls.env.user.company_ids = [Command.link(company.id)]
        return company


def _packed(value):
    """JSON for records, plain values and dictionaries of them; None for all else."""
    if isinstance(value, models.BaseModel):
        context = dict(value.env.context)
        return {"records": [value._name, value.ids, context, value.env.su]}
    if isinstance(value, dict):
        return {"dict": {key: _packed(each) for key, each in value.items()}}
    return {"plain": value} if isinstance(value, PLAIN) else None


def _unpacked(env, kept):
    if "records" in kept:
        model, ids, context, su = kept["records"]
        return env(context=context, su=su)[model].browse(ids)
    if "dict" in kept:
        return {key: _unpacked(env, each) for key, each in kept["dict"].items()}
    return kept["plain"]
