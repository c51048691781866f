---
question: ¡Gracias!
asks:
  - muchas gracias
  - perfecto, gracias
  - mil gracias por la ayuda
  - vale
  - genial
  - ok gracias
not:
  - gracias, pero ¿dónde está mi dinero?
  - vale, y cómo lo devuelvo
match:
  - pcre: '^\W*((ok|okay|vale|perfecto|genial|estupendo|muy|bien|amable|entendido|de\s+acuerdo|muchas|much(í|i)simas|mil|gracias|por\s+(la|tu|su|vuestra|todo)(\s+(la|tu))?(\s+(ayuda|respuesta|informaci(ó|o)n))?)\b\W*){1,8}$'
priority: -1
review_by: 2028-11-01
owner: support-team
---
¡De nada! Si se te ocurre algo más, escribe aquí: tu chat se queda en esta página.
