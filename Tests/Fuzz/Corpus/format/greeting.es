---
question: ¡Hola!
asks:
  - buenas
  - buenos dias
  - hola buenas tardes
  - Hola, ¿hay alguien?
  - qué tal
  - holaaa
not:
  - hola, dónde está mi pedido
  - buenas, quiero devolver una taza
match:
  - pcre: '^\W*(hola+|buenas|buenos\s+d(í|i)as|buenas\s+(tardes|noches)|qu(é|e)\s+tal|saludos)(\W+(hola|buenas|tardes|noches|buenos|d(í|i)as|equipo|a\s+todos|qu(é|e)\s+tal|hay\s+alguien(\s+ah(í|i))?))*\W*$'
follow_ups: [track-order, return-item, delivery-times]
priority: -1
review_by: 2028-11-01
owner: support-team
---
¡Hola y bienvenido a Harbor & Pine! Pregúntame lo que quieras sobre pedidos, envíos, devoluciones o cuidados.

Escríbelo con tus palabras, o elige una de estas:
