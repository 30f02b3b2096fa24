"""Work in English and in Arabic: invented companies, occupations, and what an account is for."""

from __future__ import annotations

from payloadkit.strategies.people.pairs import Pair, Tables, paired

COMPANIES: tuple[Pair, ...] = (
    ("Example Trading LLC", "شركة المثال للتجارة ذ.م.م"),
    ("Specimen Contracting & Maintenance", "النموذج للمقاولات والصيانة"),
    ("Fixture Works FZE", "أعمال التجربة م.م.ح"),
    ("Sample Foodstuff Trading (Branch)", "العينة لتجارة المواد الغذائية (فرع)"),
    ("Model School", "مدرسة النموذج"),
    ("Mithal Medical Centre", "مركز مثال الطبي"),
)
OCCUPATIONS: tuple[Pair, ...] = (
    ("Accountant", "محاسب"),
    ("Software Engineer", "مهندس برمجيات"),
    ("Nurse", "ممرض"),
    ("Teacher", "مدرس"),
    ("Sales Clerk", "موظف مبيعات"),
    ("Driver", "سائق"),
    ("Electrician", "كهربائي"),
    ("Private Tutor / Educator", "معلم خصوصي / مربٍّ"),
    ("Businessman", "رجل أعمال"),
    ("Housewife", "ربة منزل"),
    ("Student", "طالب"),
)
PURPOSES: tuple[Pair, ...] = (
    ("Salary", "الراتب"),
    ("Savings", "الادخار"),
    ("Remittance", "تحويل الأموال"),
    ("Family maintenance", "إعالة الأسرة"),
)

TABLES: Tables = {
    **paired("company", COMPANIES),
    **paired("occupation", OCCUPATIONS),
    **paired("purpose", PURPOSES),
    "bank": ("Specimen Bank", "Example Islamic Bank", "بنك النموذج"),
    "kind of account": ("Savings", "Current", "N/A"),
    "clerk": ("admin", "branch-1", "clerk.fixtures", "system"),
}
