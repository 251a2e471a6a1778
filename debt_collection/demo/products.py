"""What the wholesaler sells, and baskets of about a wanted net value."""

import math
from typing import NamedTuple


class Product(NamedTuple):
    code: str
    name: str
    price: float
    vat: int = 23


class Line(NamedTuple):
    code: str
    quantity: float
    price: float


CATALOGUE = (
    Product("KAB-YDY-3X15", "Przewód YDYp 3x1,5 mm², metr", 2.89),
    Product("KAB-YDY-3X25", "Przewód YDYp 3x2,5 mm², metr", 4.59),
    Product("KAB-YKY-5X10", "Kabel ziemny YKY 5x10 mm², metr", 39.90),
    Product("KAB-UTP-305", "Skrętka UTP kat. 6, szpula 305 m", 449.00),
    Product("APA-B16", "Wyłącznik nadprądowy B16 1P", 13.90),
    Product("APA-RCD-4P", "Wyłącznik różnicowoprądowy 40A 30mA 4P", 189.00),
    Product("APA-OGR-T2", "Ogranicznik przepięć typ 2, 4P", 319.00),
    Product("ROZ-3X12", "Rozdzielnica natynkowa 3x12", 129.00),
    Product("ROZ-STAL-800", "Rozdzielnica stalowa 800x600 z płytą", 1190.00),
    Product("OSP-GN2", "Gniazdo podwójne z uziemieniem, białe", 17.50),
    Product("OSP-LACZ", "Łącznik świecznikowy, biały", 14.20),
    Product("OSW-LED-PANEL", "Panel LED 60x60 40 W 4000 K", 98.00),
    Product("OSW-NASW-100", "Naświetlacz LED 100 W IP65", 145.00),
    Product("OSW-ULICZ-60", "Oprawa uliczna LED 60 W", 389.00),
    Product("FOT-INW-10", "Falownik trójfazowy 10 kW", 5890.00),
    Product("FOT-MOD-450", "Moduł fotowoltaiczny 450 W", 419.00),
    Product("MUR-SIL-18", "Bloczek silikatowy 18 cm, paleta", 412.00),
    Product("MUR-BET-24", "Bloczek z betonu komórkowego 24 cm, paleta", 598.00),
    Product("MUR-CEM-25", "Cement 42,5 R, worek 25 kg", 19.80),
    Product("IZO-WEL-15", "Wełna mineralna 15 cm, paczka", 139.00),
    Product("IZO-EPS-15", "Styropian fasadowy 15 cm, paczka", 86.00),
    Product("SUC-PLY-125", "Płyta gipsowo-kartonowa 12,5 mm", 31.50),
    Product("SUC-PROF-CD60", "Profil CD60, 3 m", 16.40),
    Product("CHE-KLEJ-25", "Klej do płytek elastyczny, 25 kg", 42.00),
    Product("CHE-PIAN", "Piana montażowa pistoletowa", 21.90),
    Product("NAR-WIERT", "Wiertarka udarowa 850 W", 469.00),
    Product("NAR-MIER", "Miernik instalacji elektrycznych", 2390.00),
    Product("UCH-KOLK", "Kołki rozporowe 8x40, 100 szt.", 12.30),
    Product("USL-MONT-MIESZK", "Montaż instalacji w budynku mieszkalnym, godz.", 140.00, 8),
    Product("USL-POM", "Pomiary instalacji w lokalu mieszkalnym", 260.00, 8),
    Product("USL-TRANS", "Transport HDS, kurs", 220.00),
)


def basket(rng, net):
    """One to three lines worth about `net` together."""
    count = min(rng.randint(1, 3), max(1, int(net // 60)))
    share = net / count
    fitting = [item for item in CATALOGUE if share / 300 <= item.price <= share * 1.15]
    chosen = rng.sample(fitting, min(count, len(fitting)))
    return tuple(
        Line(item.code, max(1, round(net / len(chosen) / item.price)), item.price)
        for item in chosen
    )


def log_uniform(rng, low, high):
    """Small amounts are common and big ones rare, as in a real sales ledger."""
    return round(math.exp(rng.uniform(math.log(low), math.log(high))), 2)
