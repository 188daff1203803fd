import type { Language } from "../shared/names";
import { ART, Lane } from "./art";
import { TryCard } from "./TryCard";
import type { DemoTexts, Product } from "./texts";

const LANGUAGES: [Language, string][] = [
  ["en", "English"],
  ["zh-Hans", "简体"],
  ["zh-Hant", "繁體"],
];

const GOODS: [Product, number][] = [
  ["lantern", 26],
  ["tea", 48],
  ["mug", 19],
  ["scarf", 54],
  ["shirt", 62],
  ["tote", 24],
];

/** The shop's one page. */
export function Shop({ language, texts }: { language: Language; texts: DemoTexts }) {
  return (
    <div class="page">
      <header class="top">
        <p class="wordmark">{texts.shop}</p>
        <nav class="languages" aria-label={texts.languages}>
          {LANGUAGES.map(([code, name]) => (
            <a
              key={code}
              href={`?lang=${code}`}
              lang={code}
              aria-current={code === language ? "page" : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main>
        <section class="hero">
          <Lane />
          <div class="hero-words">
            <h1>{texts.tagline}</h1>
            <p>{texts.lead}</p>
          </div>
        </section>
        <div class="columns">
          <TryCard texts={texts} />
          <section class="goods" aria-labelledby="goods">
            <h2 id="goods">{texts.goods}</h2>
            <ul>
              {GOODS.map(([product, price]) => (
                <Good key={product} product={product} price={price} {...{ language, texts }} />
              ))}
            </ul>
          </section>
        </div>
      </main>
      <footer class="bottom">
        <div>
          <h2>{texts.shipping}</h2>
          <p>{texts.shippingBody}</p>
        </div>
        <div>
          <h2>{texts.returns}</h2>
          <p>{texts.returnsBody}</p>
        </div>
        <p class="quiet">{texts.footer}</p>
      </footer>
    </div>
  );
}

interface GoodProps {
  product: Product;
  price: number;
  language: Language;
  texts: DemoTexts;
}

function Good({ product, price, language, texts }: GoodProps) {
  const Art = ART[product];
  const { name, about } = texts.products[product];
  const money = new Intl.NumberFormat(language, {
    style: "currency",
    currency: "USD",
    maximumFractionDigits: 0,
  });
  return (
    <li class={`good good-${product}`}>
      <Art />
      <div class="good-words">
        <h3>{name}</h3>
        <p class="quiet">{about}</p>
      </div>
      <p class="price tabular">{money.format(price)}</p>
    </li>
  );
}
